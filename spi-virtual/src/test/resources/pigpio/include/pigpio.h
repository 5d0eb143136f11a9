/* What pigpiod_if2.h takes from pigpio.h, which Debian has on ARM alone: the types in its declarations, and
   the mode of an input. */
#ifndef PIGPIO_H
#define PIGPIO_H
#include <pthread.h>
#include <stdint.h>

#define PI_INPUT 0

typedef void *(gpioThreadFunc_t)(void *);

typedef struct {
  uint32_t gpioOn;
  uint32_t gpioOff;
  uint32_t usDelay;
} gpioPulse_t;

typedef struct bsc_xfer bsc_xfer_t;
#endif
